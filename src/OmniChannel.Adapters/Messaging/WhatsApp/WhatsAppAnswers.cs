using OmniChannel.Delivery;
using static OmniChannel.Delivery.AnswerMeaning;

namespace OmniChannel.Messaging;

/// <summary>What the error codes of the WhatsApp Cloud API mean. Built on <c>error.code</c> alone, as Meta asks.</summary>
internal static class WhatsAppAnswers
{
    /// <summary>Codes that say that nobody is there, in an answer and in a status.</summary>
    public static IReadOnlyList<string> NobodyThere { get; } = ["131026", "131030", "131021"];

    /// <summary>The person stopped marketing of this business.</summary>
    public const string Stopped = "131050";

    public static AnswerTable Table { get; } = new(
        new() { Codes = NobodyThere, Means = RecipientRejected, Because = "WhatsApp cannot reach this number, or it may not be written to." },
        new() { Codes = [Stopped], Means = OptedOut, Because = "The person stopped marketing messages of this business." },
        new() { Codes = ["131047"], Means = MessageRejected, Because = "More than 24 hours since the person's last message; only a template may be sent." },
        new() { Codes = ["131049", "130472"], Means = MessageRejected, Because = "Meta chose not to deliver this one, so that people are not written to too often; do not repeat it within a day." },
        new() { Codes = ["131051", "131052", "131053", "131008", "131009", "100"], Means = MessageRejected, Because = "WhatsApp does not take this message: its type, its media or a parameter." },
        new() { Codes = ["132000", "132001", "132005", "132007", "132012", "132015", "132016", "132068", "132069"], Means = MessageRejected, Because = "The template does not exist in this language, is paused, or has other parameters." },
        new() { Codes = [.. MetaCodes.Permissions, "0", "3", "10", "102", "190", "368", "131005", "131031", "131042", "131045", "133010", "130497", "131064"], Means = AccountRefused, Because = "Meta does not let this account send: its token, its permissions, its number, its bill or its standing." },
        new() { Codes = ["131056"], Means = ComeLater, Because = "Too many messages to this one person: one in six seconds." },
        new() { Codes = ["1", "2", "4", "80007", "130429", "131048", "131000", "131016", "131057", "133004"], Means = ComeLater, Because = "Meta failed, or has too much from us." });
}
