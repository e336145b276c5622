"""What stands on the shelf besides the music that ships: people's own, and a place for more of it."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QResizeEvent

from mtrelax.domain.materials import Playlist
from mtrelax.ui.i18n import tr
from mtrelax.ui.icons import drawing
from mtrelax.ui.theme import Look, mixed
from mtrelax.ui.widgets import OUTSET, Card, IconButton, Picture, is_mirrored

_PLUS, _BUTTON = 32, 18


class EmptyPlace(Picture):
    """Where one's own music can stand."""

    def __init__(self, look: Look, *, fills: bool) -> None:
        super().__init__(look, tr("Your own music"), tr("Choose it, or drop it here"), fills=fills)
        self.setObjectName("own_music_place")

    def draw_picture(self, painter: QPainter, picture: QRectF) -> None:
        """Draw a quiet surface with a plus in it."""
        painter.fillRect(picture, self.surface())
        size = self.theme.px(_PLUS)
        colour = mixed(self.theme.colour("quiet"), self.theme.colour("text"), self.warmth)
        plus = drawing("plus", colour.name(), size, self.devicePixelRatioF())
        painter.drawPixmap(picture.center() - QPointF(size / 2, size / 2), plus)


class OwnCard(Card):
    """Music that a person brought: it can be taken off the shelf, and found again if it was moved."""

    def __init__(
        self, look: Look, playlist: Playlist, line: str, *, fills: bool, dimmed: bool, incomplete: bool
    ) -> None:
        super().__init__(look, playlist, line, fills=fills, dimmed=dimmed)
        title = playlist.title
        away = tr("Take {title} off the shelf; the files stay").format(title=title)
        self.remove = IconButton(look, "trash", away, self, size=_BUTTON)
        self.remove.setObjectName(f"remove_{playlist.slug}")
        where = tr("Say where the files of {title} are now").format(title=title)
        self.search = IconButton(look, "folder", where, self, size=_BUTTON)
        self.search.setObjectName(f"find_{playlist.slug}")
        self.search.setVisible(incomplete)
        self.buttons = (self.remove, self.search) if incomplete else (self.remove,)

    def beside_words(self) -> QSize:
        """Return the room of the small buttons, one below the other."""
        side = self.remove.sizeHint().height() - 2 * OUTSET
        return QSize(side, len(self.buttons) * side + OUTSET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the small buttons beside the words, at their end."""
        super().resizeEvent(event)
        size, picture = self.remove.sizeHint(), self.picture().toRect()
        left = picture.left() - OUTSET if is_mirrored(self) else picture.right() + 1 - size.width() + OUTSET
        top = picture.bottom() + 3
        for button in self.buttons:
            button.setGeometry(left, top, size.width(), size.height())
            top += size.height() - 2 * OUTSET
