"""What one can do. No widgets, no SQL; everything speaks through typed events, always on the main thread."""
