"""What it shows: values in, values out."""
