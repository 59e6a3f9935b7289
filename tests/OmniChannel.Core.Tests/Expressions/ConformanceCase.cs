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

    /// <summary>Whether an error is the right answer, of the check or of the evaluation.</summary>
    public bool ExpectsError => !_line.TryGetProperty("value", out _);

    public IReadOnlyDictionary<string, CelValue> Bindings => _line.TryGetProperty("bindings", out var bindings)
        ? bindings.EnumerateObject().ToDictionary(binding => binding.Name, binding => ConformanceValue.Read(binding.Value))
        : new Dictionary<string, CelValue>();

    /// <summary>Read when asked: a value of a kind that is not known fails its case, not the others.</summary>
    public CelValue Expected => ConformanceValue.Read(_line.GetProperty("value"));

    private JsonElement _line;

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
            _line = root.Clone(),
        };
    }

    private static bool IsTrue(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
