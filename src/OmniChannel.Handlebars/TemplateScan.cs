using System.Text;

namespace OmniChannel;

/// <summary>Looks over one template before Handlebars.Net sees it: what is in it, where, and that it is nothing else than what is allowed. One pass without recursion, but for partials, whose depth is limited.</summary>
internal sealed partial class TemplateScan
{
    internal const int MaxProblems = 20;
    private const int MostPartialUses = 1_000;

    private readonly HandlebarsOptions options;
    private readonly ContentPlace place;
    private readonly HtmlSpot? html;
    private readonly StringBuilder rewritten = new();
    private readonly StringBuilder literal = new();
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> tested = new(StringComparer.Ordinal);
    private readonly HashSet<string> paths = new(StringComparer.Ordinal);
    private readonly List<(string Path, int Position)> required = [];
    private readonly BlockStack blocks;
    private readonly IReadOnlyList<string> partials;
    private readonly Counter uses;
    private bool hasStopped;
    private bool asksTheTurn;

    public TemplateScan(HandlebarsOptions options, ContentPlace place)
        : this(options, place, [], new Counter(), place.Part == ContentPart.Html ? new HtmlSpot() : null, new BlockStack())
    {
    }

    private TemplateScan(HandlebarsOptions options, ContentPlace place, IReadOnlyList<string> partials, Counter uses, HtmlSpot? html, BlockStack blocks)
    {
        this.options = options;
        this.place = place;
        this.partials = partials;
        this.uses = uses;
        this.html = html;
        this.blocks = blocks;
    }

    public List<RenderProblem> Problems { get; } = [];

    /// <summary>The paths it may ask, those of its partials included.</summary>
    public IReadOnlyCollection<string> Paths => paths;

    /// <summary>The paths that it always writes: outside of every condition and loop.</summary>
    public IReadOnlyList<(string Path, int Position)> Required => required;

    /// <summary>What the template takes from the values, when they are filled in.</summary>
    public TemplateModel Model => new(asked, tested, asksTheTurn);

    public string Literal => literal.ToString();

    /// <summary>The template as Handlebars.Net is to read it: whole paths as keys of a flat model, partials put in, with what escapes the insides of addresses.</summary>
    public string Rewritten => rewritten.ToString();

    public void Read(string source)
    {
        if (source.Length > options.MaxSource)
        {
            Add(RenderProblemCode.TooLong, null, $"The template has {source.Length} characters; at most {options.MaxSource} are allowed.");
            return;
        }

        var at = 0;
        while (at < source.Length && Problems.Count < MaxProblems && !hasStopped)
        {
            var open = source.IndexOf("{{", at, StringComparison.Ordinal);
            ReadLiteral(source, at, open < 0 ? source.Length : open);
            if (open < 0)
            {
                break;
            }

            at = ReadTag(source, open);
        }

        if (Problems.Count == 0 && blocks.Open is { } left)
        {
            Add(RenderProblemCode.Malformed, left.Position, $"{{{{#{left.Name}}}}} is never closed; expected {{{{/{left.Name}}}}}.");
        }

        if (Problems.Count == 0 && html is { IsInsideTag: true })
        {
            Add(RenderProblemCode.Malformed, source.Length - 1, "The HTML ends inside a tag, an attribute or a comment; close it.");
        }
    }

    public void Add(RenderProblemCode code, int? position, string problem, string? path = null) =>
        Problems.Add(new RenderProblem { Code = code, Place = place, Position = position, Path = path, Problem = problem });

    private void ReadLiteral(string source, int from, int until)
    {
        var text = source[from..until];
        if (text.EndsWith('\\') && until < source.Length)
        {
            Add(RenderProblemCode.Malformed, until - 1, "'\\{{' is not supported; put braces into a value.");
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && (text[i] is not ('\n' or '\r' or '\t') || (text[i] is '\n' or '\r' && place.Part is ContentPart.Subject or ContentPart.Button)))
            {
                Add(RenderProblemCode.ControlCharacter, from + i, $"The template has the control character U+{(int)text[i]:X4} here; remove it.");
                break;
            }
        }

        html?.Read(text);
        literal.Append(text);
        rewritten.Append(text);
    }

    /// <summary>Reads the tag that opens here; returns where the source goes on.</summary>
    private int ReadTag(string source, int open)
    {
        if (source.AsSpan(open).StartsWith("{{!"))
        {
            var end = source.AsSpan(open).StartsWith("{{!--") ? "--}}" : "}}";
            var length = source.AsSpan(open).IndexOf(end);
            if (length < 0)
            {
                Add(RenderProblemCode.Malformed, open, "A comment is never closed.");
                return source.Length;
            }

            return open + length + end.Length;
        }

        var close = source.IndexOf("}}", open, StringComparison.Ordinal);
        if (close < 0)
        {
            Add(RenderProblemCode.Malformed, open, "'{{' is never closed; expected {{path}}.");
            return source.Length;
        }

        var whole = source[(open + 2)..close];
        if (whole.StartsWith('{') || whole.TrimStart('~').StartsWith('&'))
        {
            Add(RenderProblemCode.Malformed, open, "Unescaped values ('{{{' and '{{&') are not supported; write {{path}}.");
            return source.AsSpan(close).StartsWith("}}}") ? close + 3 : close + 2;
        }

        var (before, after) = (whole.StartsWith('~') ? "~" : "", whole.EndsWith('~') && whole.Length > 1 ? "~" : "");
        var inside = whole[before.Length..(whole.Length - after.Length)].Trim();
        if (Tag(inside, open) is { } tag)
        {
            rewritten.Append("{{").Append(before).Append(tag).Append(after).Append("}}");
        }

        return close + 2;
    }

    /// <summary>The path from the root, and how it is asked; null when it is none, with the problem added.</summary>
    private (string? Path, string Asked) Resolve(string written, int open, bool isList = false, bool isTest = false)
    {
        var (path, how, complaint) = blocks.Resolve(written);
        if (complaint is not null)
        {
            Problem(open, complaint);
            return (null, "");
        }

        asksTheTurn |= path is "";
        if (path is { Length: > 0 })
        {
            asked.Add(isList ? path + ".*" : path);
            _ = isTest && tested.Add(path);

            // Whatever is in a list counts as the list.
            var star = path.IndexOf(".*", StringComparison.Ordinal);
            paths.Add(star >= 0 ? path[..(star + 2)] : isList ? path + ".*" : path);
        }

        return (path, how);
    }

    private string? Problem(int open, string problem)
    {
        Add(RenderProblemCode.Malformed, open, problem);
        return null;
    }

    private sealed class Counter
    {
        public int Count { get; set; }
    }
}
