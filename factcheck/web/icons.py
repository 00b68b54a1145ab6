"""The icons, drawn on a 24 x 24 grid with a line of 2: name -> the inside of the `<svg>`.

Inline rather than a sprite file: no second request, and a page that is saved or printed keeps them.
"""

from types import MappingProxyType

ICONS = MappingProxyType(
    {
        # Marks of meaning
        "check": '<path d="M20 6 9 17l-5-5"/>',
        "x": '<path d="M18 6 6 18M6 6l12 12"/>',
        "dot": '<circle cx="12" cy="12" r="4"/>',
        "said": '<path d="M21 12a8 8 0 0 1-8 8H4l2-4a8 8 0 1 1 15-4Z"/>',
        "kept": '<path d="M18 21l-6-4-6 4V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2Z"/>',
        # What things are
        "document": '<path d="M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8Z"/>'
        '<path d="M14 3v5h5M9 13h6M9 17h4"/>',
        "quote": '<path d="M4 12h5v6H4zM4 12c0-4 2-6 5-6M15 12h5v6h-5zM15 12c0-4 2-6 5-6"/>',
        "source": '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/>',
        "report": '<path d="M5 3h14v18l-3-2-2 2-2-2-2 2-2-2-3 2ZM9 8h6M9 12h6"/>',
        "history": '<path d="M3 12a9 9 0 1 0 3-6.700L3 8M3 3v5h5M12 7v5l3 2"/>',
        "bell": '<path d="M6 10a6 6 0 0 1 12 0c0 6 2 7 2 7H4s2-1 2-7M10 21h4"/>',
        "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
        "calendar": '<rect x="4" y="5" width="16" height="16" rx="2"/><path d="M4 10h16M8 3v4M16 3v4"/>',
        "shield": '<path d="M12 3 4 6v6c0 5 3.500 8 8 9 4.500-1 8-4 8-9V6Z"/><path d="m9 12 2 2 4-4"/>',
        "lock": '<rect x="5" y="11" width="14" height="10" rx="2"/><path d="M8 11V7a4 4 0 0 1 8 0v4"/>',
        "user": '<circle cx="12" cy="8" r="4"/><path d="M4 21c1-4 4-6 8-6s7 2 8 6"/>',
        "users": '<circle cx="9" cy="8" r="4"/>'
        '<path d="M2 21c1-4 3-6 7-6s6 2 7 6M16 4a4 4 0 0 1 0 8M18 15c2 1 3 3 4 6"/>',
        "device": '<rect x="3" y="4" width="18" height="12" rx="2"/><path d="M8 21h8M12 16v5"/>',
        "keyboard": '<rect x="2" y="6" width="20" height="12" rx="2"/>'
        '<path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M8 14h8"/>',
        "settings": '<path d="M4 7h10M18 7h2M4 17h2M10 17h10"/><circle cx="16" cy="7" r="2"/>'
        '<circle cx="8" cy="17" r="2"/>',
        "sun": '<circle cx="12" cy="12" r="4"/>'
        '<path d="M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1 1M18 18l1 1M19 5l-1 1M6 18l-1 1"/>',
        "moon": '<path d="M20 14A8 8 0 1 1 10 4a7 7 0 0 0 10 10Z"/>',
        "contrast": '<circle cx="12" cy="12" r="9"/><path d="M12 3v18M12 8h7M12 12h9M12 16h7"/>',
        "tag": '<path d="M3 12V4a1 1 0 0 1 1-1h8l9 9-9 9ZM8 8h.01"/>',
        "mail": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3 7 9 6 9-6"/>',
        "eye": '<path d="M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7Z"/><circle cx="12" cy="12" r="3"/>',
        # What can be done
        "plus": '<path d="M12 5v14M5 12h14"/>',
        "minus": '<path d="M5 12h14"/>',
        "search": '<circle cx="11" cy="11" r="7"/><path d="m21 21-4.300-4.300"/>',
        "filter": '<path d="M3 5h18l-7 8v6l-4 2v-8Z"/>',
        "copy": '<rect x="9" y="9" width="12" height="12" rx="2"/>'
        '<path d="M5 15H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1"/>',
        "edit": '<path d="M4 20h4L20 8l-4-4L4 16ZM13 7l4 4"/>',
        "remove": '<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v6M14 11v6"/>',
        "undo": '<path d="M8 14 3 9l5-5M3 9h11a6 6 0 0 1 0 12h-3"/>',
        "refresh": '<path d="M20 11a8 8 0 0 0-14-4L3 10M3 4v6h6M4 13a8 8 0 0 0 14 4l3-3M21 20v-6h-6"/>',
        "send": '<path d="M21 3 10 14M21 3l-7 18-4-7-7-4Z"/>',
        "download": '<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>',
        "upload": '<path d="M12 16V5M7 9l5-5 5 5M4 20h16"/>',
        "external": '<path d="M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5"/>',
        "link": '<path d="M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l1-1"/>',
        "sign-out": '<path d="M10 4H5v16h5M15 8l4 4-4 4M19 12H9"/>',
        "more": '<path d="M5 12h.01M12 12h.01M19 12h.01"/>',
        # Where to
        "down": '<path d="m6 9 6 6 6-6"/>',
        "up": '<path d="m6 15 6-6 6 6"/>',
        "left": '<path d="m15 6-6 6 6 6"/>',
        "right": '<path d="m9 6 6 6-6 6"/>',
        # How it stands
        "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8h.01"/>',
        "alert": '<path d="M12 9v4m0 4h.01M10.300 3.900 2 18a2 2 0 0 0 1.700 3h16.600A2 2 0 0 0 22 18'
        'L13.700 3.900a2 2 0 0 0-3.400 0Z"/>',
    }
)
