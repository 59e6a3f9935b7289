using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>A logic-less template of one place, parsed once and rendered many times. Immutable and safe for many threads.</summary>
internal sealed class Template : ITemplate
{
    /// <summary>The longest source, in UTF-16 units: 256 KB in ASCII.</summary>
    internal const int MaxSource = 262_144;

    /// <summary>The longest result, in UTF-16 units.</summary>
    internal const int MaxResult = 1_048_576;

    /// <summary>How many problems of one place are listed; the first ones tell enough.</summary>
    internal const int MaxProblems = 20;

    private readonly TemplatePart[] parts;

    /// <summary>How long the result may well be: room for it is made once.</summary>
    private readonly int usual;

    private readonly bool hasSections;

    private Template(ContentPlace place, TemplatePart[] parts, IReadOnlyList<RenderProblem> problems)
    {
        Place = place;
        this.parts = parts;
        usual = parts.Sum(part => part.Path is null ? part.Literal.Length : 24);
        hasSections = Array.Exists(parts, part => part.Section != 0);
        Problems = problems;
        Paths = [.. parts.Select(part => part.Path).OfType<string>().Select(path => path.StartsWith(MessageValues.OfTheItem, StringComparison.Ordinal) ? "message." + path[MessageValues.OfTheItem.Length..] : path).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The place for which it escapes.</summary>
    public ContentPlace Place { get; }

    /// <summary>What is wrong with the source itself; when not empty, it does not render.</summary>
    public IReadOnlyList<RenderProblem> Problems { get; }

    /// <summary>The paths it needs, each once, in the order in which they first appear.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Everything in the source that is not a path: the least that will be read.</summary>
    public string Literal => string.Concat(parts.Select(part => part.Literal));

    /// <summary>Parses in one pass over the source.</summary>
    internal static Template Parse(string source, ContentPlace place, TextMarkup? markup = null)
    {
        var parser = new TemplateParser(source, place, markup);
        parser.Parse();
        return new Template(place, [.. parser.Parts], parser.Problems);
    }

    /// <summary>Fills in the values; null when something is wrong, with each problem added to the list.</summary>
    public string? Render(IReadOnlyDictionary<string, string> values, ICollection<RenderProblem> problems)
    {
        if (Problems.Count > 0)
        {
            foreach (var problem in Problems)
            {
                problems.Add(problem);
            }

            return null;
        }

        if (parts is [{ Path: null, Section: 0 } only])
        {
            return only.Literal;
        }

        var before = problems.Count;
        var result = new StringBuilder(usual);
        var (items, item, begin) = (hasSections && values.TryGetValue(MessageValues.ItemCount, out var count) ? int.Parse(count, CultureInfo.InvariantCulture) : 1, 0, 0);
        for (var at = 0; at < parts.Length; at++)
        {
            ref readonly var part = ref parts[at];
            if (part.Section != 0)
            {
                (item, begin) = part.Section > 0 ? (1, at) : (item + 1, begin);
                (at, item) = part.Section < 0 && item <= items ? (begin, item) : (at, part.Section > 0 ? 1 : 0);
                continue;
            }

            var path = item > 0 && part.Path is { } own && own.StartsWith(MessageValues.OfTheItem, StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture, $"items.{item}.{own[MessageValues.OfTheItem.Length..]}")
                : part.Path;
            if (path is null)
            {
                result.Append(part.Literal);
            }
            else if (!values.TryGetValue(path, out var value) || value is null)
            {
                problems.Add(Unknown(part with { Path = path }, values));
            }
            else if (!ValueWriter.TryAppend(result, value, part.Escape))
            {
                problems.Add(Problem(part with { Path = path }, RenderProblemCode.NotAnAddress, $"The value of {{{{{path}}}}} begins an address here, but is not one; expected an absolute https address without white space."));
            }

            if (result.Length > MaxResult)
            {
                problems.Add(Problem(part, RenderProblemCode.TooLong, $"The result grows beyond {MaxResult} characters; shorten the values."));
                return null;
            }

            if (problems.Count - before >= MaxProblems)
            {
                return null;
            }
        }

        return problems.Count == before ? result.ToString() : null;
    }

    private RenderProblem Unknown(TemplatePart part, IReadOnlyDictionary<string, string> values)
    {
        var nearest = NearestName.To(part.Path!, values.Keys);
        return Problem(part, RenderProblemCode.UnknownPath, $"There is no value for {{{{{part.Path}}}}}; {MessageValues.Mend(part.Path!, nearest)}") with { Suggestion = nearest };
    }

    private RenderProblem Problem(TemplatePart part, RenderProblemCode code, string problem) =>
        new() { Code = code, Place = Place, Position = part.Position, Path = part.Path, Problem = problem };
}
