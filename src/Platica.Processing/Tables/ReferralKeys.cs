namespace Platica.Processing.Tables;

/// <summary>The table Referrals holds every referral by workspace, and again by ad, both newest first.</summary>
internal static class ReferralKeys
{
    /// <summary>The partition of a workspace.</summary>
    public static string OfWorkspace(string workspace) => TableKey.Escape(workspace);

    /// <summary>The partition of an ad.</summary>
    public static string OfAd(string workspace, string adId) => TableKey.Join(workspace, adId);
}
