"""What pyproject.toml cannot say: the folder of templates comes along inside the installed package."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithTemplates(build_py):
    """The modules, and beside them the one folder of templates, which an installation for editing leaves in its place."""

    def run(self) -> None:
        """Put all of it into the folder that becomes the wheel."""
        super().run()
        if not self.editable_mode:
            self.copy_tree("templates", str(Path(self.build_lib, "jarpub", "templates")))


setup(cmdclass={"build_py": WithTemplates})
