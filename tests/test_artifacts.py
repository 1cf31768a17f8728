"""Fetched text in what Prefect shows: it stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.artifacts import markdown


@pytest.mark.parametrize(
    "hostile", ["[a](https://evil.example)", "<img src=x onerror=alert(1)>", "![x](y)", "`code`", "# head", "a | b"]
)
def test_no_markup_of_a_quote_survives(hostile):
    shown = markdown(f"5 percent\n{hostile}")
    assert "\n" not in shown
    assert all(shown[place - 1] == "\\" for place, char in enumerate(shown) if char in "[]()<>!`#|")


@given(st.text(max_size=80))
def test_only_backslashes_are_added(text):
    assert markdown(text).replace("\\", "") == " ".join(text.split()).replace("\\", "")
