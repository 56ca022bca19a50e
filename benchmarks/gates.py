"""The code of a build with its gates, and of one without: it judges no page, reads no file back, asks nothing, reports nothing."""

WITH = "from jarpub.cli.main import main; import pathlib, sys; sys.exit(main(sys.argv[1:], root=pathlib.Path.cwd()))"
WITHOUT = f"""
from jarpub.build import pipeline, worker
from jarpub.build.output import publish
from jarpub.checks import suite
suite.check_publication = lambda *_: ()
worker.is_readable = lambda _: False
pipeline.questions_of = lambda _: ()
publish.report.report = lambda *_: b""
{WITH}
"""
