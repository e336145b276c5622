"""How a session sounds: mixed block by block, limited, and handed to a loudspeaker, a file or nowhere."""
