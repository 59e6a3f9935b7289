using System.Text.Json;

namespace OmniChannel.Tests.Channels;

public sealed class SmsSegmentsTests
{
    [Fact]
    public void Of_EveryPublishedVector_Agrees()
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(SharedFolders.RequireCase("sms-segments.json")));
        var (ran, wrong) = (0, new List<string>());
        foreach (var vector in cases.RootElement.EnumerateArray())
        {
            ran++;
            var of = SmsSegments.Of(vector.GetProperty("t").GetString()!);
            var isGsm = vector.GetProperty("e").GetString() == "GSM-7";
            var count = vector.GetProperty("s").GetInt32();
            var bits = of.Units * (isGsm ? 7 : 16);
            if (of.Encoding != (isGsm ? SmsEncoding.Gsm7 : SmsEncoding.Ucs2)
                || of.Count != count
                || bits != vector.GetProperty("bits").GetInt32()
                || bits + (count > 1 ? count * 48 : 0) != vector.GetProperty("total").GetInt32())
            {
                wrong.Add($"vector {ran}: {of}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"sms-segments.json: ran {ran}, passed {ran - wrong.Count}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(1500, ran);
    }

    [Theory]
    [InlineData("", SmsEncoding.Gsm7, 1, 0, null)]
    [InlineData("Ç", SmsEncoding.Gsm7, 1, 1, null)]
    [InlineData("ç", SmsEncoding.Ucs2, 1, 1, 0)]
    [InlineData("a`", SmsEncoding.Ucs2, 1, 2, 1)]
    [InlineData("€", SmsEncoding.Gsm7, 1, 2, null)]
    [InlineData("\U0001F600", SmsEncoding.Ucs2, 1, 2, 0)]
    public void Of_OneCharacter_FindsItsAlphabet(string text, SmsEncoding encoding, int count, int units, int? outside)
    {
        var of = SmsSegments.Of(text);
        Assert.Equal((encoding, count, units, outside), (of.Encoding, of.Count, of.Units, of.FirstOutsideGsm7));
    }

    [Theory]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 306, 2)]
    [InlineData('a', 307, 3)]
    [InlineData('€', 80, 1)]
    [InlineData('€', 81, 2)]
    [InlineData('€', 152, 2)]
    [InlineData('€', 153, 3)]
    [InlineData('я', 70, 1)]
    [InlineData('я', 71, 2)]
    [InlineData('я', 134, 2)]
    [InlineData('я', 135, 3)]
    public void Of_LengthAtAnEdge_CountsParts(char character, int times, int parts) => Assert.Equal(parts, SmsSegments.Of(new string(character, times)).Count);

    [Fact]
    public void Of_SurrogatePairAtTheEdge_IsNotTorn()
    {
        var emoji = string.Concat(Enumerable.Repeat("\U0001F600", 66));
        Assert.Equal((132, 2), (SmsSegments.Of(emoji).Units, SmsSegments.Of(emoji).Count));
        Assert.Equal((134, 3), (SmsSegments.Of(emoji + "\U0001F600").Units, SmsSegments.Of(emoji + "\U0001F600").Count));
        Assert.Equal((134, 2), (SmsSegments.Of(new string('я', 134)).Units, SmsSegments.Of(new string('я', 134)).Count));
    }
}
