namespace OmniChannel.Delivery;

/// <summary>What an HTTP adapter is told by its account. Immutable.</summary>
public sealed record HttpChannelSettings
{
    /// <summary>The channel it sends on.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The account's name, unique per channel.</summary>
    /// <value>The default is "default".</value>
    public string Account { get; init; } = "default";

    /// <summary>How long one attempt may take, from building the request to the last byte of the answer.</summary>
    /// <value>The default is 20 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many bytes of an answer's body are read; what comes after them is not waited for. Zero where the status says everything.</summary>
    /// <value>The default is 65,536.</value>
    public int MaxAnswerBytes { get; init; } = 65_536;

    /// <summary>The longest wait a provider may ask for; a longer one is cut to this.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Where the provider's answers say when to come again, and in which form; the first rule that gives a wait holds.</summary>
    /// <value>The default is <see cref="RetryAfterDialect.Standard"/>.</value>
    public IReadOnlyList<RetryAfterRule> RetryAfter { get; init; } = RetryAfterDialect.Standard;

    /// <summary>Whether plain http is allowed. The same switch of <see cref="EgressGate.CreateHandler"/> allows private addresses.</summary>
    /// <value>The default is false: https only.</value>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>Whose address the called URL is.</summary>
    /// <value>The default is <see cref="EndpointOwner.Account"/>.</value>
    public EndpointOwner EndpointOwner { get; init; } = EndpointOwner.Account;

    /// <summary>What codes of the provider mean, where the host knows better than the adapter's <see cref="AnswerTable"/>.</summary>
    public IReadOnlyDictionary<string, AnswerMeaning> Meanings { get; init; } = new Dictionary<string, AnswerMeaning>();

    internal HttpChannelSettings ThrowIfUnusable()
    {
        List<string> problems = [];
        if (Channel.Name is null)
        {
            problems.Add("Channel is default; name one, such as Channel.Sms.");
        }

        if (string.IsNullOrWhiteSpace(Account))
        {
            problems.Add("Account is empty; name the account, such as \"default\".");
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(10))
        {
            problems.Add($"Timeout is {Timeout}; expected more than zero and at most ten minutes.");
        }

        if (MaxAnswerBytes is < 0 or > 16 * 1024 * 1024)
        {
            problems.Add($"MaxAnswerBytes is {MaxAnswerBytes}; expected 0 to 16,777,216.");
        }

        if (RetryAfter is null || RetryAfter.Contains(null!))
        {
            problems.Add("RetryAfter is null or holds null; name a dialect, such as RetryAfterDialect.Standard.");
        }

        if (MaxRetryAfter <= TimeSpan.Zero)
        {
            problems.Add($"MaxRetryAfter is {MaxRetryAfter}; expected more than zero.");
        }

        return problems.Count == 0 ? this : throw new ArgumentException("These settings cannot be used. " + string.Join(' ', problems));
    }
}
