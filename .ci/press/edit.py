"""Changes to press files, for the checks and their controls."""

import pikepdf

SHOW = {"Tj", "TJ", "'", '"'}


def rewrite(pdf, target, change):
    """Writes `pdf` to `target` with `change` done to its opened document."""
    with pikepdf.open(pdf) as opened:
        change(opened)
        opened.save(target)


def edit_content(opened, change):
    """Runs `change` over the operations of every page and form: a list of operands and operator."""
    for page in opened.pages:
        page.Contents = opened.make_stream(edited(page, change))
    for item in opened.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            item.write(edited(item, change))


def edited(content, change):
    parsed = pikepdf.parse_content_stream(content)
    operations = change([(list(operands), str(operator)) for operands, operator in parsed])
    return pikepdf.unparse_content_stream(
        [(operands, pikepdf.Operator(operator)) for operands, operator in operations]
    )


def without_text(pdf, target):
    def change(operations):
        return [operation for operation in operations if operation[1] not in SHOW]

    rewrite(pdf, target, lambda opened: edit_content(opened, change))
