using System.Text.Json;

namespace OmniChannel.Tests.Identity;

/// <summary>A case about people from other systems' tests: <c>cart-cases.json</c>, the kinds whose names begin with "identity".</summary>
internal sealed class IdentityCase(JsonElement json)
{
    public const string File = "cart-cases.json";

    public string Id => Text("id")!;

    public string Kind => Text("kind")!;

    public JsonElement Json => json;

    public JsonElement Expected => json.GetProperty("expect");

    /// <summary>What we make of it, for those that no machine can check.</summary>
    public string Stance => $"{json.GetProperty("title").GetString()}: {json.GetProperty("ours")}";

    public static IReadOnlyList<IdentityCase> Read()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(SharedFolders.RequireCase(File)));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(one => new IdentityCase(one.Clone())).Where(one => one.Kind.StartsWith("identity", StringComparison.Ordinal))];
    }

    public string? Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public JsonElement? Given(string name) => json.TryGetProperty("given", out var given) && given.TryGetProperty(name, out var value) ? value : null;
}
