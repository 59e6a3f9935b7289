using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email;

public sealed class DotStuffingTests
{
    [Theory]
    [InlineData("a\r\n", "a\r\n")]
    [InlineData(".\r\n", "..\r\n")]
    [InlineData("..\r\n.\r\n", "...\r\n..\r\n")]
    [InlineData("a.\r\n.b\r\n", "a.\r\n..b\r\n")]
    [InlineData("a\r\n.\r\n.\r\n", "a\r\n..\r\n..\r\n")]
    public void Encode_LinesThatBeginWithADot_GetASecondOne(string given, string expected) => Assert.Equal(expected, Stuffed(given));

    [Fact]
    public void Encode_AnyLines_AreReadBackByARecipientAndNeverEndEarly() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
            Gen.ListOf(Gen.Elements(".", "..", "", "a", ".b", "c.", "\n.", "\r.")).ToArbitrary(),
            lines =>
            {
                var message = string.Concat(lines.Select(static line => line + "\r\n"));
                var wire = Stuffed(message) + ".\r\n";
                var received = new StringBuilder();
                var rest = wire;
                while (true)
                {
                    var end = rest.IndexOf("\r\n", StringComparison.Ordinal);
                    var line = rest[..end];
                    rest = rest[(end + 2)..];
                    if (line == ".")
                    {
                        return rest.Length == 0 && received.ToString() == message;
                    }

                    received.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
                }
            }));

    private static string Stuffed(string message) => Encoding.UTF8.GetString(DotStuffing.Encode(Encoding.UTF8.GetBytes(message)).Span);
}
