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
                return blocks.Close(inside[1..].Trim()) is { } complaint ? Problem(open, complaint) : inside;
            case ['>', ..]:
                return Partial(inside[1..].Trim(), open);
            case ['^', ..]:
                return Problem(open, "'{{^path}}' is not supported; write {{#unless path}}.");
        }

        if (words[0] == "else")
        {
            return words is ["else", "if" or "unless", _] && blocks.Open is not null && Resolve(words[2], open) is not null ? inside
                : Problem(open, "Expected {{else}} or {{else if path}} inside a block.");
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

        if (Resolve(argument, open, parts[0] == "each") is not { } path)
        {
            return null;
        }

        blocks.Push(parts[0], path, open);
        return "#" + string.Join(' ', parts);
    }

    private string? Value(string path, int open)
    {
        if (Resolve(path, open) is not { } resolved)
        {
            return null;
        }

        if (blocks.Depth == 0 && partials.Count == 0 && !path.StartsWith('@'))
        {
            required.Add((resolved, open));
        }

        if (html is null)
        {
            return path;
        }

        switch (html.TakeValue())
        {
            case Escape.Html:
                return path;
            case Escape.HtmlAddress:
                return $"{AddressWriters.Address} {path}";
            case Escape.AddressPiece:
                return $"{AddressWriters.Piece} {path}";
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

        var context = words.Length == 2 ? Resolve(words[1], open) : blocks.Context;
        if (context is null)
        {
            return null;
        }

        var inner = new TemplateScan(options, place, [.. partials, name], uses, context);
        inner.Read(source);
        paths.UnionWith(inner.paths);
        literal.Append(inner.literal);
        foreach (var problem in inner.Problems.Take(MaxProblems - Problems.Count))
        {
            Problems.Add(problem with { Position = open, Problem = $"In the partial '{name}'{(problem.Position is { } at ? $", character {at + 1}" : "")}: {problem.Problem}" });
        }

        return "> " + string.Join(' ', words);
    }
}
