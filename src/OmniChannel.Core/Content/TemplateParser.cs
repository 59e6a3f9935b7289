namespace OmniChannel;

/// <summary>One pass over one source: literal text and <c>{{path}}</c>, nothing else.</summary>
internal sealed class TemplateParser(string source, ContentPlace place, TextMarkup? markup)
{
    private const int MaxPath = 200;
    private readonly HtmlSpot? html = place.Part == ContentPart.Html ? new HtmlSpot() : null;
    private readonly ChatSpot? chat = place.Part == ContentPart.Text && markup is { } marks ? new ChatSpot(marks) : null;

    internal List<TemplatePart> Parts { get; } = [];

    internal List<RenderProblem> Problems { get; } = [];

    internal void Parse()
    {
        if (source.Length > Template.MaxSource)
        {
            Add(RenderProblemCode.TooLong, null, $"The template has {source.Length} characters; at most {Template.MaxSource} are allowed.");
            return;
        }

        var end = IsAddress ? source.AsSpan().TrimEnd().Length : source.Length;
        var at = IsAddress ? end - source.AsSpan(0, end).TrimStart().Length : 0;
        while (at < end && Problems.Count < Template.MaxProblems)
        {
            var open = source.AsSpan(at, end - at).IndexOf("{{");
            Literal(at, open < 0 ? end : at + open);
            if (open < 0)
            {
                break;
            }

            at = Tag(at + open, end);
        }

        if (Problems.Count == 0 && Parts.Sum(part => part.Section) > 0)
        {
            Add(RenderProblemCode.Malformed, Parts.Find(part => part.Section > 0).Position, "'{{#each items}}' is never closed; expected {{/each}}.");
        }

        if (Problems.Count == 0 && html is { IsInsideTag: true })
        {
            Add(RenderProblemCode.Malformed, source.Length - 1, "The HTML ends inside a tag, an attribute or a comment; close it.");
        }
    }

    private bool IsAddress => place.Part is ContentPart.Link or ContentPart.Image;

    private bool IsOneLine => place.Part is ContentPart.Subject or ContentPart.Button;

    /// <summary>Reads the tag that opens here; returns where the source goes on.</summary>
    private int Tag(int open, int end)
    {
        var inside = open + 2;
        var length = source.AsSpan(inside, end - inside).IndexOf("}}");
        if (length < 0)
        {
            Add(RenderProblemCode.Malformed, open, "'{{' is never closed; expected {{path}}.");
            return end;
        }

        var path = source.AsSpan(inside, length).Trim();
        var after = inside + length + 2;
        if (path is "#each items" or "/each")
        {
            Section(open, path is "#each items" ? 1 : -1);
        }
        else if (Complaint(path) is { } complaint)
        {
            Add(RenderProblemCode.Malformed, open, complaint);
        }
        else if (EscapeHere() is { } escape)
        {
            Parts.Add(new TemplatePart { Literal = "", Path = path.ToString(), Position = open, Escape = escape });
        }
        else
        {
            Add(RenderProblemCode.UnsafePlace, open, $"{{{{{path}}}}} stands {(html is null ? ChatSpot.Name : html.Name)}, where no escaping makes a value safe; put it {(html is null ? "outside of it" : "in the text or in a quoted attribute that is not style, srcset or an event")}.");
        }

        return after;
    }

    /// <summary>The one section there is: what it encloses is repeated for every message of a digest. It stands where text stands, so that repeating it opens and closes nothing.</summary>
    private void Section(int open, int section)
    {
        var inside = Parts.Sum(part => part.Section) > 0;
        if (IsAddress || IsOneLine || html is { IsInsideTag: true })
        {
            Add(RenderProblemCode.Malformed, open, "A section stands in the text or in HTML between tags; move it there.");
        }
        else if (inside == (section > 0))
        {
            Add(RenderProblemCode.Malformed, open, inside ? "A section stands within a section; close the first by {{/each}}." : "'{{/each}}' closes nothing; expected {{#each items}} before it.");
        }
        else
        {
            Parts.Add(new TemplatePart { Literal = "", Position = open, Section = section });
        }
    }

    private Escape? EscapeHere() => place.Part switch
    {
        ContentPart.Html => html!.TakeValue(),
        ContentPart.Link or ContentPart.Image => Parts.Count == 0 ? Escape.AddressStart : Escape.AddressPiece,
        ContentPart.Subject or ContentPart.Button => Escape.SingleLine,
        ContentPart.Text when chat is not null => chat.TakeValue(),
        _ => Escape.Plain,
    };

    private static string? Complaint(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return "'{{}}' names no path; expected one such as {{profile.name}}.";
        }

        switch (path[0])
        {
            case '{' or '&':
                return "Unescaped values ('{{{' and '{{&') are not supported; write {{path}}.";
            case '#' or '^' or '/' or '>' or '!' or '=' or '*':
                return $"'{{{{{path[0]}' (a section, partial or comment) is not supported: templates have no logic but {{#each items}}…{{/each}} in a digest; put the finished text into the message's data.";
        }

        if (path.Length > MaxPath)
        {
            return $"The path has {path.Length} characters; at most {MaxPath} are allowed.";
        }

        var start = true;
        foreach (var c in path)
        {
            if (c == '.' ? start : !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return "This is not a path; expected letters, digits, '_' and '-' with dots between, such as {{cart.total}}.";
            }

            start = c == '.';
        }

        return start ? "The path ends with a dot; expected one such as {{cart.total}}." : null;
    }

    private void Literal(int from, int until)
    {
        if (from == until)
        {
            return;
        }

        var text = source[from..until];
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && (IsOneLine || text[i] is not ('\n' or '\r' or '\t')))
            {
                Add(RenderProblemCode.ControlCharacter, from + i, text[i] is '\n' or '\r'
                    ? $"A {place.Part.ToString().ToLowerInvariant()} is one line; remove the line break."
                    : $"The template has the control character U+{(int)text[i]:X4}; remove it.");
                break;
            }
        }

        html?.Read(text);
        chat?.Read(text);
        Parts.Add(new TemplatePart { Literal = text.ReplaceLineEndings("\n"), Position = from });
    }

    private void Add(RenderProblemCode code, int? position, string problem) =>
        Problems.Add(new RenderProblem { Code = code, Place = place, Position = position, Problem = problem });
}
