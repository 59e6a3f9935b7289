using System.Text.Json;

namespace OmniChannel.Tests.Carts;

/// <summary>The file of cases of carts and of state that follows the customer. Knows kinds, not ids.</summary>
internal static class CaseFile
{
    private static readonly Lazy<IReadOnlyList<JsonElement>> Read = new(
        () =>
        {
            using var document = JsonDocument.Parse(File.ReadAllText(SharedFolders.RequireCase("cart-cases.json")));
            return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(one => one.Clone())];
        },
        LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The kinds that a machine can check: each of their cases is.</summary>
    public static IReadOnlyList<string> Checked { get; } = ["merge", "replicas", "history", "identity"];

    public static IReadOnlyList<JsonElement> All => Read.Value;

    /// <summary>The cases of a kind by their ids, one row each. Without the file there is one row, whose test says what it needs.</summary>
    public static TheoryData<string> Rows(string kind)
    {
        try
        {
            return [.. OfKind(kind).Select(one => one.GetProperty("id").GetString()!)];
        }
        catch (Exception missing) when (missing.GetType().Namespace?.StartsWith("Xunit", StringComparison.Ordinal) == true)
        {
            return [""];
        }
    }

    public static IEnumerable<JsonElement> OfKind(string kind) => All.Where(one => KindOf(one) == kind);

    public static string KindOf(JsonElement one) => one.GetProperty("kind").GetString()!;

    public static JsonElement Find(string id) => All.Single(one => one.GetProperty("id").GetString() == id);
}
