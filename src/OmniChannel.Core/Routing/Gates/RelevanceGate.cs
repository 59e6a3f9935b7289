namespace OmniChannel;

/// <summary>The message still makes sense: the host's own predicate, what it speaks of, and the topics the customer dislikes (transactional messages apart).</summary>
internal static class RelevanceGate
{
    public static GateAnswer Judge(Snapshot snapshot) =>
        snapshot.Irrelevant is { } senseless ? GateAnswer.Never(senseless.Reason)
        : snapshot.TopicLiking == Liking.Dislike && snapshot.Message.Purpose != Purpose.Transactional
            ? GateAnswer.Never(Reason.Of("relevance.topic", new ReasonArgument("topic", snapshot.Message.Topic?.Name ?? "")))
        : GateAnswer.Always;
}
