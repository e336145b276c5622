"""The minute after a session: nothing is asked yet."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mtrelax.ui.headline import Headline
from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import Label, LinkButton


class QuietStart(QWidget):
    """Gives time; who is ready sooner may say so."""

    ready = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.title: Final = tr("Take your time.")
        column = QVBoxLayout(self)
        column.setSpacing(SPACES[0])
        self.headline: Final = Headline(self.title)
        lead = Label(tr("Look around the room, and stretch a little if you like."), "lead")
        lead.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.headline)
        column.addWidget(lead)
        button = LinkButton(look, tr("Continue when you are ready"))
        button.setObjectName("ready")
        button.clicked.connect(self.ready)
        column.addSpacing(SPACES[1])
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
