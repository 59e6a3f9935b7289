namespace OmniChannel;

/// <content>What may stand between braces.</content>
internal sealed partial class TemplateScan
{
    /// <summary>What Handlebars.Net is to read in its place; null when there is a problem.</summary>
    private string? Tag(string inside, int open)
    {
        var words = inside.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if ((inside is ['#' or '/' or '>' or '^', ..] || words is ["else", ..]) && html is not null && (html.IsInsideTag || html.TakeValue() != Escape.Html))
        {
            return Problem(open, "A block or partial may neither begin nor end inside a tag, a script or a style: each way through it would be another place. Put the whole tag inside the block.");
        }

        switch (inside)
        {
            case "":
                return Problem(open, "'{{}}' names no path; expected one such as {{customer.name}}.");
            case "else" or "^":
                return blocks.Open is null ? Problem(open, "{{else}} stands outside of a block.") : inside;
            case ['#', ..]:
                return Opening(inside[1..].TrimStart(), words, open);
            case ['/', ..]:
                var closing = inside[1..].Trim();
                return blocks.Close(closing) is { } complaint ? Problem(open, complaint) : closing == "with" ? "/if" : "/" + closing;
            case ['>', ..]:
                return Partial(inside[1..].Trim(), open);
            case ['^', ..]:
                return Problem(open, "'{{^path}}' is not supported; write {{#unless path}}.");
        }

        if (words[0] == "else")
        {
            return words is not ["else", "if", _] || blocks.Open is null ? Problem(open, "Expected {{else}} or {{else if path}} inside a block.")
                : Resolve(words[2], open, isTest: true) is { Path: not null } other ? $"else if {other.Asked}" : null;
        }

        return words.Length > 1
            ? Problem(open, $"There is no helper '{words[0]}'; known are if, unless, each and with, and partials.")
            : Value(inside, open);
    }

    private string? Opening(string block, string[] words, int open)
    {
        var parts = block.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["if" or "unless" or "each" or "with", var argument])
        {
            return Problem(open, parts is [.., _] && parts[0] is "if" or "unless" or "each" or "with"
                ? $"{{{{#{parts[0]}}}}} takes one path; found '{string.Join(' ', words[1..])}'."
                : $"There is no block '{(parts.Length == 0 ? "" : parts[0])}'; known are if, unless, each and with.");
        }

        if (blocks.Depth >= options.MaxNesting)
        {
            Add(RenderProblemCode.TooMuch, open, $"Blocks nest deeper than {options.MaxNesting}; put the finished text into the message's data.");
            hasStopped = true;
            return null;
        }

        if (Resolve(argument, open, parts[0] == "each", parts[0] != "each") is not { Path: { } path, Asked: var how })
        {
            return null;
        }

        blocks.Push(parts[0], path, open);
        return $"#{(parts[0] == "with" ? "if" : parts[0])} {how}";
    }

    private string? Value(string path, int open)
    {
        if (Resolve(path, open) is not { Path: { } resolved, Asked: var how })
        {
            return null;
        }

        if (blocks.Depth == 0 && !path.StartsWith('@'))
        {
            required.Add((resolved, open));
        }

        if (html is null)
        {
            return how;
        }

        switch (html.TakeValue())
        {
            case Escape.Html:
                return how;
            case Escape.HtmlAddress:
                return $"{AddressWriters.Address} {how}";
            case Escape.AddressPiece:
                return $"{AddressWriters.Piece} {how}";
            default:
                Add(RenderProblemCode.UnsafePlace, open, $"{{{{{path}}}}} stands {html.Name}, where no escaping makes a value safe; put it in the text or in a quoted attribute that is not style, srcset or an event.", path);
                return null;
        }
    }

    private string? Partial(string written, int open)
    {
        var words = written.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var name = words.FirstOrDefault() ?? "";
        if (words.Length is 0 or > 2 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')))
        {
            return Problem(open, "Expected {{> name}} or {{> name path}} with the name of a partial.");
        }

        if (!options.Partials.TryGetValue(name, out var source))
        {
            return Problem(open, options.Partials.Count == 0 ? $"There is no partial '{name}'; add it to HandlebarsOptions.Partials." : $"There is no partial '{name}'; known are {string.Join(", ", options.Partials.Keys.Order(StringComparer.Ordinal))}.");
        }

        if (partials.Contains(name))
        {
            Add(RenderProblemCode.TooMuch, open, $"The partial '{name}' never ends: {string.Join(" → ", partials.SkipWhile(one => one != name))} → {name}.");
            return null;
        }

        if (partials.Count >= options.MaxPartialDepth || ++uses.Count > MostPartialUses)
        {
            Add(RenderProblemCode.TooMuch, open, $"Partials include each other deeper than {options.MaxPartialDepth}, or more than {MostPartialUses} times together.");
            return null;
        }

        string? context = null;
        if (words.Length == 2 && (context = Resolve(words[1], open, isTest: true).Path) is null)
        {
            return null;
        }

        var inner = new TemplateScan(options, place, [.. partials, name], uses, html, new BlockStack(blocks, context));
        inner.Read(source);
        paths.UnionWith(inner.paths);
        asked.UnionWith(inner.asked);
        tested.UnionWith(inner.tested);
        asksTheTurn |= inner.asksTheTurn;
        required.AddRange(inner.required.Select(one => (one.Path, open)));
        literal.Append(inner.literal);
        rewritten.Append(inner.rewritten);
        foreach (var problem in inner.Problems.Take(MaxProblems - Problems.Count))
        {
            Problems.Add(problem with { Position = open, Problem = $"In the partial '{name}'{(problem.Position is { } at ? $", character {at + 1}" : "")}: {problem.Problem}" });
        }

        if (rewritten.Length > 4L * options.MaxSource)
        {
            Add(RenderProblemCode.TooLong, open, $"With its partials the template has more than {4L * options.MaxSource} characters; make it shorter.");
            hasStopped = true;
        }

        return null;
    }
}
