using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>What every account at a provider that is called over HTTP can be told. Checked when the host starts, all problems together; not to be changed afterwards.</summary>
public abstract class HttpAccountOptions
{
    private protected HttpAccountOptions()
    {
    }

    /// <summary>Where the provider is called: another region of it, or a double in a test. https, unless <see cref="AllowPrivateNetworks"/> is set.</summary>
    /// <value>Null: the provider's usual address.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>Whether marketing may go out by this account. False for one that sends receipts only.</summary>
    /// <value>True.</value>
    public bool MaySendMarketing { get; set; } = true;

    /// <summary>Lets the address be on a private network or this machine, and plain http: for a gateway of one's own, and for tests. Logged at start.</summary>
    /// <value>False.</value>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>How long one attempt may take, from the name's resolution to the last byte of the answer.</summary>
    /// <value>20 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The sender that people opt out of when they write STOP to this account: a name of your own for the number, the messaging service or the brand. Accounts that name the same one share its opt-outs, over every channel with the same kind of address; accounts that name another one may still write.</summary>
    /// <value>Null: an opt-out shuts the address for the whole channel, which is the strictest.</value>
    public string? OptOutScope { get; set; }

    /// <summary>What codes of the provider mean, where you know better than the table on the provider's page: a code of it, or "HTTP 404" for a status, and its meaning.</summary>
    public IDictionary<string, AnswerMeaning> Outcomes { get; } = new Dictionary<string, AnswerMeaning>(StringComparer.OrdinalIgnoreCase);
}
