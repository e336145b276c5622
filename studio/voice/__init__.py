"""The voice: texts, the speaker, the polish, the judges."""
