"""Nothing at all, after a session that led into sleep; a sentence for whoever wakes and touches something."""

from typing import Final

from PySide6.QtCore import QEasingCurve, QRect, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from mtrelax.ui.announce import announce
from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import BODY, LARGE, SPACES, Look

_DARKENING_MS: Final = 6000
"""How long the last picture takes to go."""
_WORDS_MS: Final = 12_000
"""How long the words stay; who does nothing goes on sleeping."""
NIGHT: Final = QColor("#020304")
_INK: Final = QColor("#8a8378")
_CLEAR_INK: Final = QColor("#c9c2b6")
"""Warm and dim, for eyes that are used to the dark; brighter in high contrast."""
_AT_FOOT: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
_AT_HEAD: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_SILENT_KEYS: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)


class NightScreen(QWidget):
    """Dark and empty. The first key or click brings a quiet sentence, the second one ``woken``."""

    woken = Signal()

    def __init__(self, look: Look, last_picture: QPixmap | None = None) -> None:
        super().__init__()
        self._look, self._last_picture = look, last_picture or QPixmap()
        self._words, self._more = tr("Good night."), tr("Press any key to go on.")
        self._said = False
        self._darkening = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=_DARKENING_MS)
        self._darkening.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._silence = QTimer(self, singleShot=True, interval=_WORDS_MS)
        self.setObjectName("night")
        self.setAccessibleName(tr("The session has led into sleep. The screen is dark."))
        # The window fades its screens in from its own ground, which may be bright.
        self.setProperty("paints_often", True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._darkening.valueChanged.connect(self.update)
        self._silence.timeout.connect(self._hush)
        if look.theme.motion:
            self._darkening.start()
        else:
            self._darkening.setCurrentTime(_DARKENING_MS)

    @property
    def words(self) -> str:
        """What can be read now."""
        return f"{self._words} {self._more}" if self._said else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dark, and what is left of the last picture or of the words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), NIGHT)
        left = float(self._darkening.currentValue())
        if left > 0 and not self._last_picture.isNull():
            painter.setOpacity(left)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self._last_picture)
            painter.setOpacity(1.0)
        if self._said:
            self._paint_words(painter)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say where one is, and at the second key go on; a key that is held is one key."""
        if event.key() not in _SILENT_KEYS and not event.isAutoRepeat():
            self._stir()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Do the same for a click or a touch; a pointer that only moves wakes nothing."""
        self._stir()

    def _stir(self) -> None:
        if self._said:
            self.woken.emit()
            return
        self._said = True
        self._silence.start()
        announce(self, self.words)
        self.update()

    def _hush(self) -> None:
        self._said = False
        self.update()

    def _paint_words(self, painter: QPainter) -> None:
        theme = self._look.theme
        painter.setPen(_CLEAR_INK if theme.name == "contrast" else _INK)
        above = QRect(SPACES[1], 0, self.width() - 2 * SPACES[1], self.height() // 2)
        painter.setFont(theme.font(LARGE))
        painter.drawText(above, _AT_FOOT, self._words)
        painter.setFont(theme.font(BODY))
        painter.drawText(above.translated(0, self.height() // 2 + SPACES[0]), _AT_HEAD, self._more)
