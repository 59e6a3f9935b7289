using OmniChannel.Delivery;

namespace OmniChannel.Email;

/// <summary>One row of <see cref="SmtpRules"/>: what a reply means.</summary>
internal sealed record SmtpRule
{
    /// <summary>Where it applies; empty for everywhere.</summary>
    public IReadOnlyList<SmtpStage> Stages { get; init; } = [];

    /// <summary>The reply code, a letter standing for any digit: "550", "4yz".</summary>
    public required string Code { get; init; }

    /// <summary>The enhanced status codes; empty for any and none.</summary>
    public IReadOnlyList<string> Enhanced { get; init; } = [];

    /// <summary><see cref="AttemptResult.Rejected"/> or <see cref="AttemptResult.NotSent"/>.</summary>
    public required AttemptResult Result { get; init; }

    /// <summary>Whose fault it is.</summary>
    public required AttemptFault Fault { get; init; }

    /// <summary>What it means, in our words.</summary>
    public required string Meaning { get; init; }

    public bool Applies(SmtpStage stage, int code, string? enhanced) =>
        (Stages.Count == 0 || Stages.Contains(stage))
        && (Enhanced.Count == 0 || (enhanced is not null && Enhanced.Contains(enhanced)))
        && Matches(code);

    private bool Matches(int code) =>
        Digit(Code[0], code / 100) && Digit(Code[1], code / 10 % 10) && Digit(Code[2], code % 10);

    private static bool Digit(char pattern, int digit) => !char.IsAsciiDigit(pattern) || pattern - '0' == digit;
}
