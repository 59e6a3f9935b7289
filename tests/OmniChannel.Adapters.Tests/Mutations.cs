using System.Text;

namespace OmniChannel.Tests;

/// <summary>Spoils real payloads in many ways, the same ways at every run: for parsers that must answer anything with a value.</summary>
internal static class Mutations
{
    private static readonly string[] Odd = ["null", "[]", "{}", "-1", "1e400", "\"\\ud800\"", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "true", "\0", "\"" + new string('x', 300) + "\"", "99999999999999999999"];

    /// <summary>Reads so many spoilt versions of a text, and asserts that some are read and some refused: a fuzz that meets one kind only proves nothing. What is no JSON counts as refused; any other exception fails the test.</summary>
    /// <param name="text">A real payload.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Of the spoiling.</param>
    /// <param name="read">Whether it was read.</param>
    public static void Judge(string text, int count, int seed, Func<byte[], bool> read)
    {
        var (taken, refused) = (0, 0);
        foreach (var spoilt in Of(text, count, seed))
        {
            var isRead = false;
            try
            {
                isRead = read(spoilt);
            }
            catch (System.Text.Json.JsonException)
            {
                isRead = false;
            }

            _ = isRead ? taken++ : refused++;
        }

        Assert.True(taken > 0 && refused > 0, $"{taken} read, {refused} refused: the spoilt payloads are not of both kinds.");
    }

    /// <summary>So many spoilt versions of a text: cut, bytes changed, values replaced, pieces doubled.</summary>
    public static IEnumerable<byte[]> Of(string text, int count, int seed)
    {
        var chance = new Random(seed);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < count; i++)
        {
            switch (chance.Next(5))
            {
                case 0:
                    yield return bytes[..chance.Next(bytes.Length)];
                    break;
                case 1:
                    var changed = bytes.ToArray();
                    changed[chance.Next(changed.Length)] = (byte)chance.Next(256);
                    yield return changed;
                    break;
                case 2:
                    var (from, to) = (chance.Next(bytes.Length), chance.Next(bytes.Length));
                    yield return [.. bytes[..Math.Max(from, to)], .. bytes[Math.Min(from, to)..]];
                    break;
                default:
                    var pieces = text.Split(':');
                    var at = chance.Next(pieces.Length);
                    var end = pieces[at].IndexOfAny([',', '}', '&']);
                    pieces[at] = Odd[chance.Next(Odd.Length)] + (end < 0 ? "" : pieces[at][end..]);
                    yield return Encoding.UTF8.GetBytes(string.Join(':', pieces));
                    break;
            }
        }
    }
}
