"""Teach-back in lines: four prompts, own words, then the points to tick. Nothing is scored."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ldn_learn.study import teach_back

if TYPE_CHECKING:
    from ldn_learn.plain.console import Console
    from ldn_learn.workspace import Workspace


def teach(workspace: Workspace, console: Console) -> bool:
    """Go through the prompts; false when the learner stopped before the end."""
    console.say(teach_back.FRAME, "Type a sentence or two for each. Press Enter to say it aloud instead, q to stop.")
    for number, prompt in enumerate(teach_back.PROMPTS, 1):
        console.say("", f"{number} of {len(teach_back.PROMPTS)}: {prompt.text}")
        said = console.ask()
        if said is None or said == "q":
            return False
        console.say("Which of these did you say?")
        for place, point in enumerate(prompt.points, 1):
            console.say(point, first=f"{place}) ", then="   ")
        console.say("Type their numbers, like '1,3', or press Enter for none.")
        ticks = console.ask()
        chosen = {int(each) - 1 for each in re.findall(r"[0-9]{1,2}", ticks or "")}
        workspace.taught_back(prompt.id, said, sorted(chosen & set(range(len(prompt.points)))))
        if ticks is None:
            return False
    console.say("", "Your words go on your page: 'ldn-learn handout'.")
    return True
