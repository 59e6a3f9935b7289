namespace OmniChannel;

/// <summary>What templates find, by dotted path: the customer, the campaign, and the message's own data. Pure.</summary>
internal static class MessageValues
{
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
            values["message." + path] = value;
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
}
