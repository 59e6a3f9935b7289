using System.Text;

namespace OmniChannel.Email;

/// <summary>Finds the address in a From field (RFC 5322 section 3.4): <c>"Ada &lt;Countess&gt;" &lt;ada@example.com&gt; (home)</c>.</summary>
internal static class Mailbox
{
    private const int MaxField = 4_096;

    /// <summary>The address of the first mailbox, as mail is sent to it; null when there is none.</summary>
    public static string? AddressIn(string? field)
    {
        if (field is not { Length: > 0 and <= MaxField })
        {
            return null;
        }

        var (bare, angled, comments, isAngled) = (new StringBuilder(), (StringBuilder?)null, 0, false);
        for (var at = 0; at < field.Length; at++)
        {
            switch (field[at])
            {
                case '\\':
                    at++;
                    break;
                case '"' when comments == 0 && !isAngled:
                    at = EndOfQuoted(field, at);
                    break;
                case '(':
                    comments++;
                    break;
                case ')' when comments > 0:
                    comments--;
                    break;
                case var _ when comments > 0:
                    break;
                case '<':
                    (angled, isAngled) = (new(), true);
                    break;
                case '>':
                    isAngled = false;
                    break;
                case ',' when !isAngled && (angled ?? bare).ToString().Contains('@', StringComparison.Ordinal):
                    return Checked((angled ?? bare).ToString());
                case var sign:
                    (isAngled ? angled! : bare).Append(sign);
                    break;
            }
        }

        return Checked((angled ?? bare).ToString());
    }

    private static string? Checked(string address) => EmailAddress.Check(address.Trim()).Normalized;

    private static int EndOfQuoted(string field, int at)
    {
        for (at++; at < field.Length && field[at] != '"'; at++)
        {
            at += field[at] == '\\' ? 1 : 0;
        }

        return at;
    }
}
