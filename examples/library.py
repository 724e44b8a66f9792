"""A package in ten lines."""

import asyncio

from specstep import SpecStep


async def main() -> None:
    async with SpecStep.open("sqlite:///tools.sqlite", data_dir=".") as spec:
        talk = await spec.interview("Members of our tool library reserve a tool for a day, at most 3 at a time.")
        while talk.question and len(talk.interview.turns) < 6:
            talk = await spec.answer(talk, talk.question.recommended)
        package = await spec.generate(talk)
        print(package.file("docs/03-requirements.md").decode())


asyncio.run(main())
