"""The contract between API and PWA: written from the code, or checked against what is committed."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
HTTP = ROOT / "pwa/src/core/http"


def write(folder: Path) -> None:
    """`openapi.json` from the API, and from that `schema.d.ts` for TypeScript."""
    contract = folder / "openapi.json"
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    subprocess.run([*flask, "openapi", "write", str(contract)], check=True, cwd=ROOT)
    typescript = ["npx", "openapi-typescript", str(contract), "-o", str(folder / "schema.d.ts")]
    subprocess.run(typescript, check=True, cwd=ROOT / "pwa", stdout=subprocess.DEVNULL)


def stale(fresh: Path) -> list[str]:
    """The names of committed files that differ from fresh ones."""
    names = ("openapi.json", "schema.d.ts")
    return [name for name in names if (HTTP / name).read_bytes() != (fresh / name).read_bytes()]


def main() -> None:
    if "--check" not in sys.argv:
        write(HTTP)
        return
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        if names := stale(Path(folder)):
            sys.exit(f"The contract moved: {', '.join(names)}. Run: make contract")


if __name__ == "__main__":
    main()
