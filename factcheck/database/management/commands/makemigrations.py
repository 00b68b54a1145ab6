"""Django's `makemigrations`, which writes migrations that are quick to run."""

from django.core.management.commands import makemigrations

from factcheck.database.migrating import Autodetector


class Command(makemigrations.Command):
    autodetector = Autodetector
