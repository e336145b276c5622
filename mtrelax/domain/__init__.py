"""What a session is: values and rules. Standard library only, no I/O, no clock."""
