namespace OmniChannel;

/// <summary>What templates find, by dotted path: the customer, the campaign, and the message's own data. Pure.</summary>
internal static class MessageValues
{
    private const string OfTheMessage = "message.";

    private static readonly string[] Known = ["campaign.name", "customer.language", "customer.name", "unsubscribe.link"];

    /// <summary>Stands for the way out while a rendering is only proved.</summary>
    public static Uri ExampleWayOut { get; } = new("https://omnichannel.invalid/00000000000000000000000000000000");

    /// <summary>The values for one customer: <c>customer.name</c> and <c>customer.language</c> where known, <c>campaign.name</c>, <c>message.…</c>, and <c>unsubscribe.link</c> where one is owed.</summary>
    public static IReadOnlyDictionary<string, string> Of(CustomerProfile customer, Campaign campaign, Message message, Uri? wayOut)
    {
        var values = new Dictionary<string, string>(message.Data.Count + 4, StringComparer.Ordinal) { ["campaign.name"] = campaign.Name };
        Add("customer.name", customer.Name);
        Add("customer.language", customer.Language);
        Add("unsubscribe.link", wayOut?.AbsoluteUri);
        foreach (var (path, value) in message.Data)
        {
            values[OfTheMessage + path] = value;
        }

        return values;

        void Add(string path, string? value)
        {
            if (value is not null)
            {
                values[path] = value;
            }
        }
    }

    /// <summary>Why no message, whatever its data, can have a value for a path, and what was meant; null when one can.</summary>
    public static string? WhyNever(string path) => path.StartsWith(OfTheMessage, StringComparison.Ordinal) || Known.Contains(path) ? null
        : NearestName.To(path, Known) is { } near ? $"nothing is called {Tag(path)}; did you mean {Tag(near)}?"
        : $"nothing is called {Tag(path)}; known are {string.Join(", ", Known.Select(Tag))}, and {Tag(OfTheMessage + "…")} for the message's own data";

    /// <summary>How to mend that a path has no value.</summary>
    /// <param name="path">The path.</param>
    /// <param name="nearest">The nearest path that has a value; null for none.</param>
    public static string Mend(string path, string? nearest) => path switch
    {
        "customer.name" or "customer.language" => "the customer's profile has none: save it, or write a text that does without",
        "unsubscribe.link" => "only marketing by e-mail has a way out of its own",
        _ when nearest is not null => $"did you mean {Tag(nearest)}?",
        _ when path.StartsWith(OfTheMessage, StringComparison.Ordinal) => $"add it to the message's data as \"{path[OfTheMessage.Length..]}\"",
        _ => "add it to the message's data, and write {{message.…}}",
    };

    private static string Tag(string path) => $"{{{{{path}}}}}";
}
