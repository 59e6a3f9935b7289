using System.Text;
using System.Text.Json;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Wire;

public sealed class WireReaderTests
{
    private const string Body = """{"type":"a\u0062","at":"2026-06-15T10:00:00.5Z","n":1750263773,"s":"1750263773","x":1.5,"in":{"name":"v","name":"w","deep":[{"a":1}]},"list":[1,{"k":"v"},[2],{"k":"u"}],"no":null}""";

    /// <summary>Whatever comes, it says what a tree says of it, or that it is no JSON when a tree does.</summary>
    [Fact]
    public void Read_Spoilt_SaysWhatATreeSays()
    {
        var (read, refused) = (0, 0);
        foreach (var body in Mutations.Of(Body, 5_000, seed: 37).Prepend(Encoding.UTF8.GetBytes(Body)))
        {
            var (expected, found) = (Said(() => ByTree(body)), Said(() => ByReader(body)));
            Assert.Equal((Encoding.UTF8.GetString(body), expected), (Encoding.UTF8.GetString(body), found));
            (read, refused) = found is null ? (read, refused + 1) : (read + 1, refused);
        }

        Assert.True(read > 500 && refused > 500, $"{read} read, {refused} refused: the spoilt bodies are not of both kinds.");
    }

    [Fact]
    public void Read_DeeperThan32Levels_IsNoJson() => Assert.ThrowsAny<JsonException>(() => ByReader(Encoding.UTF8.GetBytes($$"""{"a":{{new string('[', 40)}}{{new string(']', 40)}}}""")));

    private static string ByTree(byte[] body)
    {
        using var json = WireJson.Parse(body);
        var root = json.RootElement;
        return string.Join('|', root.Text("type"), root.IsoInstant("at")?.ToString("O"), root.Instant("n")?.ToString("O"), root.Instant("s")?.ToString("O"), root.Get("x") is { ValueKind: JsonValueKind.Number } x && x.TryGetDouble(out var number) ? number : null, root.Get("in").Text("name"), string.Concat(root.Get("list").Items().Where(item => item.ValueKind == JsonValueKind.Object).Select(item => item.Text("k") + ",")));
    }

    private static string ByReader(byte[] body)
    {
        var json = new WireReader(body);
        string? type = null, at = null, n = null, s = null, name = null, list = null;
        double? x = null;
        for (var isIn = json.Enter(); isIn && json.Next();)
        {
            if (json.Is("type"u8))
            {
                type = json.Text();
            }
            else if (json.Is("at"u8))
            {
                at = json.IsoInstant()?.ToString("O");
            }
            else if (json.Is("n"u8))
            {
                n = json.Instant()?.ToString("O");
            }
            else if (json.Is("s"u8))
            {
                s = json.Instant()?.ToString("O");
            }
            else if (json.Is("x"u8))
            {
                x = json.Real();
            }
            else if (json.Is("in"u8))
            {
                name = json.TextIn("name"u8);
            }
            else if (json.Is("list"u8))
            {
                list = "";
                for (var isList = json.EnterArray(); isList && json.NextObject();)
                {
                    string? k = null;
                    while (json.Next())
                    {
                        if (json.Is("k"u8))
                        {
                            k = json.Text();
                        }
                        else
                        {
                            json.Skip();
                        }
                    }

                    list += k + ",";
                }
            }
            else
            {
                json.Skip();
            }
        }

        json.End();
        return string.Join('|', type, at, n, s, x, name, list);
    }

    private static string? Said(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
