using System.Text.Json;
using OmniChannel.Expressions;

namespace OmniChannel.Tests.Expressions;

/// <summary>One line of cel-conformance.jsonl: an expression and the value it has, or that it has none.</summary>
internal sealed record ConformanceCase
{
    public required string File { get; init; }

    public required string Id { get; init; }

    public required string Text { get; init; }

    public string Container { get; init; } = "";

    /// <summary>Only the types count: nothing is evaluated.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>The types are not checked.</summary>
    public bool Unchecked { get; init; }

    /// <summary>The suite declares names for the case; of the variables their values tell the types, of the functions the file does not.</summary>
    public bool HasDeclarations { get; init; }

    public IReadOnlyDictionary<string, CelValue> Bindings { get; init; } = new Dictionary<string, CelValue>();

    public CelValue? Expected { get; init; }

    public static IReadOnlyList<ConformanceCase> Read(string path)
        => [.. System.IO.File.ReadLines(path).Where(line => line.Length > 0).Select((line, at) => Parse(line, at + 1))];

    private static ConformanceCase Parse(string line, int number)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new()
        {
            File = root.GetProperty("file").GetString()!,
            Id = $"{number} {root.GetProperty("file").GetString()}/{root.GetProperty("section").GetString()}/{root.GetProperty("name").GetString()}",
            Text = root.GetProperty("expr").GetString()!,
            Container = root.TryGetProperty("container", out var container) ? container.GetString()! : "",
            CheckOnly = IsTrue(root, "check_only"),
            Unchecked = IsTrue(root, "disable_check"),
            HasDeclarations = IsTrue(root, "type_env"),
            Bindings = root.TryGetProperty("bindings", out var bindings)
                ? bindings.EnumerateObject().ToDictionary(binding => binding.Name, binding => ConformanceValue.Read(binding.Value))
                : new Dictionary<string, CelValue>(),
            Expected = root.TryGetProperty("value", out var value) ? ConformanceValue.Read(value) : null,
        };
    }

    private static bool IsTrue(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
