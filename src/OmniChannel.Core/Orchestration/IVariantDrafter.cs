namespace OmniChannel;

/// <summary>A text generator of the host's own. What it writes is a draft: none is sent before it is checked and somebody approved it.</summary>
public interface IVariantDrafter
{
    /// <summary>Drafts a variant for each channel that is asked for, or for those it can.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<IReadOnlyList<DraftedVariant>> DraftAsync(DraftRequest request, CancellationToken cancellationToken);
}
