using System.Globalization;

namespace OmniChannel;

/// <summary>What templates find, by dotted path: the customer, the campaign, and the message's own data. Pure.</summary>
internal static class MessageValues
{
    private const string OfTheMessage = "message.";
    private const string OfTheCampaign = "campaign.";

    /// <summary>How many messages a digest has.</summary>
    public const string ItemCount = "items.count";

    /// <summary>What a section repeats begins with this.</summary>
    public const string OfTheItem = "item.";

    private static readonly string[] Known = ["campaign.name", .. MessageReader.Paths, "unsubscribe.link"];

    /// <summary>Stands for the way out while a rendering is only proved.</summary>
    public static Uri ExampleWayOut { get; } = new("https://omnichannel.invalid/00000000000000000000000000000000");

    /// <summary>The values for one customer: what is known of them as <c>customer.…</c>, <c>campaign.name</c> and its facts, both as the culture writes them, <c>message.…</c>, and <c>unsubscribe.link</c> where one is owed.</summary>
    public static IReadOnlyDictionary<string, string> Of(MessageReader customer, Campaign campaign, Message message, Uri? wayOut, Culture culture = default, IReadOnlyList<Message>? items = null)
    {
        var facts = campaign.Facts ?? [];
        var values = new Dictionary<string, string>(message.Data.Count + facts.Count + 6, StringComparer.Ordinal) { ["campaign.name"] = campaign.Name };
        foreach (var fact in facts)
        {
            values[OfTheCampaign + fact.Name] = fact.In(culture);
        }

        customer.AddTo(values, culture);
        Add("unsubscribe.link", wayOut?.AbsoluteUri);
        foreach (var (path, value) in message.Data)
        {
            values[OfTheMessage + path] = value;
        }

        for (var i = 0; i < items?.Count; i++)
        {
            foreach (var (path, value) in items[i].Data)
            {
                values[string.Create(CultureInfo.InvariantCulture, $"items.{i + 1}.{path}")] = value;
            }
        }

        Add(ItemCount, items?.Count.ToString(CultureInfo.InvariantCulture));
        return values;

        void Add(string path, string? value)
        {
            if (value is not null)
            {
                values[path] = value;
            }
        }
    }

    /// <summary>Why no message of a campaign, whatever its data, can have a value for a path, or will hardly, and what was meant; null when one can.</summary>
    public static PathDoubt? Doubt(string path, Campaign campaign, HostFacts facts)
    {
        var isOfTheMessage = path.StartsWith(OfTheMessage, StringComparison.Ordinal);
        if (path == ItemCount || (isOfTheMessage && campaign.DataPaths is null))
        {
            return null;
        }

        if (MessageReader.IsFact(path))
        {
            return facts.Doubt(MessageReader.FactOf(path), name => Tag(MessageReader.PathOf(name)));
        }

        string[] known = [.. Known, .. (campaign.Facts ?? []).Select(fact => OfTheCampaign + fact.Name), .. (campaign.DataPaths ?? []).Select(one => OfTheMessage + one)];
        if (known.Contains(path, StringComparer.Ordinal))
        {
            return null;
        }

        var ofHost = $"{Tag(MessageReader.AnyFact)} for the host's own facts";
        var more = campaign.DataPaths is null ? $", {ofHost}, and {Tag(OfTheMessage + "…")} for the message's own data" : $", and {ofHost}";
        return new(DiagnosticSeverity.Error, NearestName.To(path, known) is { } near
            ? $"nothing is called {Tag(path)}; did you mean {Tag(near)}?"
            : $"nothing is called {Tag(path)}; known are {string.Join(", ", known.Take(12).Select(Tag))}{more}");
    }

    /// <summary>How to mend that a path has no value.</summary>
    /// <param name="path">The path.</param>
    /// <param name="nearest">The nearest path that has a value; null for none.</param>
    public static string Mend(string path, string? nearest) => MessageReader.Mend(path, nearest) ?? path switch
    {
        "unsubscribe.link" => "only marketing by e-mail has a way out of its own",
        _ when nearest is not null => $"did you mean {Tag(nearest)}?",
        _ when path.StartsWith(OfTheMessage, StringComparison.Ordinal) => $"add it to the message's data as \"{path[OfTheMessage.Length..]}\"",
        _ => "add it to the message's data, and write {{message.…}}",
    };

    private static string Tag(string path) => $"{{{{{path}}}}}";
}
