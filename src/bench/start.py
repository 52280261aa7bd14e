"""How fast commands start, from the jar and from the image."""
import statistics

from contestants import IMAGE, JAR
from measure import alternate, run, spread

COMMANDS = {
    "--help": ["--help"],
    "estimate relu": ["estimate", "relu"],
    "estimate relu --method exact": ["estimate", "relu", "--method", "exact"],
    "train --list": ["train", "--list"],
    "verify": ["verify"],
}


def startup(options):
    table = [["", "jar: seconds", "processor seconds", "image: seconds", "processor seconds",
              "peak memory of the image, MB"]]
    programs = {"jar": ["java", "-jar", JAR]}
    if IMAGE.exists():
        programs["image"] = [str(IMAGE)]
    figures = {}
    for name, arguments in COMMANDS.items():
        contestants = {
            program: lambda command=command: run([*command, *arguments])
            for program, command in programs.items()}
        # Short ones are run more often: a median of a few would be noise.
        results = alternate(contestants, options.rounds * (1 if name == "verify" else 4))
        row = [name]
        for program in ("jar", "image"):
            if program not in results:
                row += ["no image in target", ""]
                continue
            row += [spread([r.seconds for r in results[program]]),
                    spread([r.processor for r in results[program]])]
            figures[f"{program} {name}"] = statistics.median(r.seconds for r in results[program])
        memory = [r.megabytes for r in results.get("image", [])]
        table.append([*row, f"{statistics.median(memory):.0f}" if memory else ""])
    if IMAGE.exists():
        java = alternate(
            {"empty": lambda: run([str(IMAGE.parent / "java"), "-Xshare:auto", "-version"])},
            options.rounds * 4)["empty"]
        table.append(["the virtual machine alone (-version)", "", "",
                      spread([r.seconds for r in java]), spread([r.processor for r in java]),
                      f"{statistics.median(r.megabytes for r in java):.0f}"])
    return table, figures
