using System.Globalization;
using System.Net;
using System.Text;
using HandlebarsDotNet;

namespace OmniChannel.Benchmarks;

/// <summary>Filling in an e-mail of text and HTML: Core's renderer beside a loop over parts that knows nothing of problems or places, the Handlebars package beside Handlebars.Net alone.</summary>
internal static class RenderRounds
{
    private const int Times = 200;

    private const string Text = """
        Hello {{customer.name}},

        until {{campaign.until}} our tent {{message.item}} costs {{campaign.price}} instead of {{message.before}}.
        Your code is {{message.code}}. It ships to {{message.city}} within {{message.days}} days.

        Fjell GmbH, Berlin
        """;

    private const string Html = """
        <table><tr><td><h1>Hello {{customer.name}},</h1></td></tr>
        <tr><td>until <b>{{campaign.until}}</b> our tent <em>{{message.item}}</em> costs <b>{{campaign.price}}</b> instead of {{message.before}}.</td></tr>
        <tr><td title="{{message.code}}">Your code is {{message.code}}. It ships to {{message.city}} within {{message.days}} days.</td></tr>
        <tr><td>Fjell GmbH, Berlin</td></tr></table>
        """;

    private const string Loop = "<ul>{{#each message.lines}}<li>{{name}}: {{price}}</li>{{/each}}</ul><p>{{#if message.code}}Code {{message.code}}{{/if}} for {{customer.name}}</p>";

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["customer.name"] = "Änna & Ben",
        ["campaign.until"] = "27. November 2026",
        ["campaign.price"] = "1.299,00 €",
        ["message.item"] = "Fjell 2",
        ["message.before"] = "1.499,00 €",
        ["message.code"] = "SPRING20",
        ["message.city"] = "Berlin",
        ["message.days"] = "3",
    };

    public static int Run(int rounds)
    {
        var variant = ContentRenderer.Compile(new Variant { Channel = Channel.Email, Text = Text, Html = Html });
        (string Literal, string? Path)[] text = Parts(Text), html = Parts(Html);
        var once = variant.Render(Values).Content!;
        Expect((Bare(text, html: false), Bare(html, html: true)) == (once.Text, once.Html!), "Core");
        Print("Text and HTML, 17 values", rounds, ("a bare loop over parts", () => Bare(text, html: false).Length + Bare(html, html: true).Length), ("Core", () => variant.Render(Values).Content!.Html!.Length));

        var lines = new Dictionary<string, string>(Values, StringComparer.Ordinal);
        for (var i = 0; i < 8; i++)
        {
            lines[$"message.lines.{i}.name"] = $"Item {i}";
            lines[$"message.lines.{i}.price"] = $"{i},00 €";
        }

        var place = ContentPlace.Of(ContentPart.Html);
        var bare = Handlebars.Create(new HandlebarsConfiguration());
        foreach (var (title, source, values) in new[] { ("Handlebars, 9 values", Html, Values), ("Handlebars, a loop of 8", Loop, lines) })
        {
            var alone = bare.Compile(source);
            var ours = new HandlebarsEngine().Compile(new TemplateSource { Text = source, Place = place });
            var problems = new List<RenderProblem>();
            Expect(WebUtility.HtmlDecode(alone(Nested(values))) == WebUtility.HtmlDecode(ours.Render(values, problems)!), title);
            var ready = Nested(values);
            Print(
                title, rounds,
                ("Handlebars.Net, same values", () => alone(Nested(values)).Length),
                ("Handlebars.Net, model ready", () => alone(ready).Length),
                ("OmniChannel.Handlebars", () => ours.Render(values, problems)!.Length));
        }

        return 0;
    }

    /// <summary>The last way is ours; it is told how fast it is beside each of the others, by the least of all rounds and by the middle of the rounds.</summary>
    private static void Print(string title, int rounds, params (string Name, Func<int> Once)[] ways)
    {
        var taken = Rounds.Print(title, rounds, Times, [.. ways.Select(way => (way.Name, (Func<long>)(() =>
        {
            var all = 0L;
            for (var i = 0; i < Times; i++)
            {
                all += way.Once();
            }

            return all;
        })))]);
        for (var w = 0; w < ways.Length - 1; w++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ways[^1].Name} is {taken[w].Min() / taken[^1].Min():0.00} times as fast as {ways[w].Name} by the least, {Rounds.Ratio(taken[w], taken[^1]):0.00} times by the median of the rounds"));
        }

        foreach (var (name, once) in ways)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Times; i++)
            {
                _ = once();
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {(GC.GetAllocatedBytesForCurrentThread() - before) / Times:N0} bytes a rendering"));
        }

        Console.WriteLine();
    }

    private static void Expect(bool same, string what)
    {
        if (!same)
        {
            throw new InvalidOperationException($"{what}: the two ways do not write the same.");
        }
    }

    private static (string Literal, string? Path)[] Parts(string source)
    {
        var parts = new List<(string, string?)>();
        for (var at = 0; at < source.Length;)
        {
            var open = source.IndexOf("{{", at, StringComparison.Ordinal);
            parts.Add((source[at..(open < 0 ? source.Length : open)], null));
            if (open < 0)
            {
                break;
            }

            at = source.IndexOf("}}", open, StringComparison.Ordinal) + 2;
            parts.Add(("", source[(open + 2)..(at - 2)]));
        }

        return [.. parts];
    }

    private static string Bare((string Literal, string? Path)[] parts, bool html)
    {
        var result = new StringBuilder();
        foreach (var (literal, path) in parts)
        {
            result.Append(path is null ? literal : html ? Encoded(Values[path]) : Values[path]);
        }

        return result.ToString();
    }

    private static string Encoded(string value) =>
        value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);

    private static Dictionary<string, object> Nested(Dictionary<string, string> values)
    {
        var root = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (path, value) in values)
        {
            var names = path.Split('.');
            var at = root;
            foreach (var name in names[..^1])
            {
                at = (Dictionary<string, object>)(at.TryGetValue(name, out var next) ? next : at[name] = new Dictionary<string, object>(StringComparer.Ordinal));
            }

            at[names[^1]] = value;
        }

        if (((Dictionary<string, object>)root["message"]).TryGetValue("lines", out var lines))
        {
            ((Dictionary<string, object>)root["message"])["lines"] = ((Dictionary<string, object>)lines).Values.ToList();
        }

        return root;
    }
}
