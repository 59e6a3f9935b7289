namespace OmniChannel.Email;

/// <summary>Who speaks, in normalised addresses.</summary>
internal sealed record EmailSender
{
    public required string From { get; init; }

    public string? FromName { get; init; }

    public string? ReplyTo { get; init; }

    /// <summary>The envelope's sender; <see cref="From"/> where none is set.</summary>
    public required string ReturnPath { get; init; }

    public string? UnsubscribeMailbox { get; init; }

    /// <summary>The part of List-Unsubscribe that names <see cref="UnsubscribeMailbox"/>; null without one.</summary>
    public string? UnsubscribeByMail => field ??= UnsubscribeMailbox is { } mailbox ? EmailComposer.ByMail(mailbox) : null;

    /// <summary>Takes it from options that passed <see cref="SmtpOptionsCheck"/>.</summary>
    public static EmailSender Of(SmtpOptions options)
    {
        var from = Normalized(options.From)!;
        return new()
        {
            From = from,
            FromName = options.FromName,
            ReplyTo = Normalized(options.ReplyTo),
            ReturnPath = Normalized(options.ReturnPath) ?? from,
            UnsubscribeMailbox = Normalized(options.UnsubscribeMailbox),
        };
    }

    /// <summary>Takes it from options that passed <see cref="EmailApi.Problems"/>.</summary>
    public static EmailSender OfApi(EmailApiOptions options)
    {
        var from = Normalized(options.From)!;
        return new()
        {
            From = from,
            FromName = options.FromName,
            ReplyTo = Normalized(options.ReplyTo),
            ReturnPath = from,
            UnsubscribeMailbox = Normalized(options.UnsubscribeMailbox),
        };
    }

    private static string? Normalized(string? address) => string.IsNullOrEmpty(address) ? null : EmailAddress.Check(address).Normalized;
}
