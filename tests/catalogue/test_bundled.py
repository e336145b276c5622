"""What ships has the numbers of EVIDENCE.md 1.2, 2 and 3.2."""

import pytest

from mtrelax.domain.breathing import StepKind

IN, TOP, HOLD, OUT, REST = StepKind.INHALE, StepKind.TOP_UP, StepKind.HOLD, StepKind.EXHALE, StepKind.REST

PATTERNS = {
    "gentle-slow": [(IN, 4), (OUT, 6)],
    "soft-start": [(IN, 3.5), (OUT, 4)],
    "equal": [(IN, 5), (OUT, 5)],
    "equal-5-5": [(IN, 5.5), (OUT, 5.5)],
    "long-exhale": [(IN, 3), (OUT, 7)],
    "sigh": [(IN, 2), (TOP, 1), (OUT, 6)],
    "box": [(IN, 4), (HOLD, 4), (OUT, 4), (REST, 4)],
    "4-7-8": [(IN, 4), (HOLD, 7), (OUT, 8)],
    "7-11": [(IN, 7), (OUT, 11)],
}
RECIPES = {
    "clinic": (180, 360, 300, 600, 240),
    "home": (60, 180, 120, 240, 80),
    "u": (30, 120, 360, 240, 390),
}


def test_every_pattern_is_there(bundled):
    assert set(bundled.patterns) == set(PATTERNS)


@pytest.mark.parametrize("slug", PATTERNS)
def test_a_pattern_has_its_numbers(bundled, slug):
    assert [(step.kind, step.length) for step in bundled.patterns[slug].steps] == PATTERNS[slug]


def test_patterns_carry_their_limits(bundled):
    limits = {slug: (each.max_minutes, each.max_cycles) for slug, each in bundled.patterns.items()}
    assert {slug: limit for slug, limit in limits.items() if any(limit)} == {
        "sigh": (5, None),
        "4-7-8": (None, 4),
    }


def test_every_pattern_that_holds_the_breath_says_what_to_be_careful_of(bundled):
    held = [slug for slug, steps in PATTERNS.items() if {kind for kind, _ in steps} & {HOLD, REST}]
    assert all(bundled.patterns[slug].caution for slug in held)


@pytest.mark.parametrize("slug", RECIPES)
def test_a_recipe_has_its_numbers(bundled, slug):
    told = bundled.recipes[slug]
    assert (told.settle, told.induction, told.deepening, told.music, told.closing) == RECIPES[slug]
    assert told.induction <= told.longest_induction
    assert told.closing <= told.longest_closing


def test_everything_that_sounds_says_how_it_may_be_used_and_credits_name_every_voice(bundled, assets):
    voices = [each.recording for each in bundled.narrations.values() if each.recording]
    sounds = [*bundled.ambience.values(), *bundled.cues.values()]
    scripts = [each.script for each in bundled.narrations.values()]
    assert all(each.licence for each in (*voices, *sounds, *scripts))
    named = (assets.parent / "CREDITS.md").read_text(encoding="utf-8")
    for voice in voices:
        maker = voice.credit.removeprefix("Voice: ").partition(" ")[0]
        assert maker in named
        assert voice.licence in named


def test_stress_has_its_anchors(bundled):
    stress = bundled.scales["stress"]
    assert (stress.lowest, stress.lowest_words) == (0, "no stress at all")
    assert (stress.highest, stress.highest_words) == (10, "the most stress I can imagine")
    assert stress.lower_is_better


def test_relaxation_has_its_anchors(bundled):
    relaxation = bundled.scales["relaxation"]
    assert (relaxation.lowest, relaxation.lowest_words) == (0, "not relaxed at all")
    assert (relaxation.highest, relaxation.highest_words) == (10, "completely relaxed")
    assert not relaxation.lower_is_better
