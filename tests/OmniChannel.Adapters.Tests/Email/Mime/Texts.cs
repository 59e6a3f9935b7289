using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Email;

/// <summary>Strings that people, templates and attackers produce.</summary>
internal static class Texts
{
    public static Arbitrary<string> Any { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(static text => text ?? ""),
        Gen.ListOf(Gen.Elements(
            "Your order", " ", "  ", "\t", "é", "Größe", "用户", "😀", "👩‍👩‍👧", "=?utf-8?Q?x?=", "=?", "?=", "=_", "\"", "\\", ",", "<x@example.test>", "(c)", ";", ".",
            "From ", "\r\n", "\n", "\r", "\r\n.\r\n", "\0", "\ud83d", "=", "--", "Bcc: x@example.test", new string('w', 90), new string('ö', 90), "\u2028", "\u0085"))
            .Select(static pieces => string.Concat(pieces))).ToArbitrary();

    public static bool HasControl(string text) => text.Any(static c => (c < ' ' && c != '\t') || c == '\u007f');

    /// <summary>Python's reader itself breaks lines or strips white space at these after decoding.</summary>
    public static bool ConfusesPython(string text) => text.Any(static c => c is '\t' or '\u0085' or '\u2028' or '\u2029' or (>= '\u0080' and < '\u00a0'));

    /// <summary>The text with each half of a surrogate pair replaced.</summary>
    public static string Whole(string text) => string.Concat(text.EnumerateRunes().Select(static rune => rune.ToString()));

    /// <summary>The octets of a text.</summary>
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
