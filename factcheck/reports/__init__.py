"""What readers and machines get."""
