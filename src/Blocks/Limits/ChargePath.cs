namespace Tidings.Blocks.Limits;

/// <summary>
/// The accounts that one use of memory is charged to, the tightest first: all of them or none. It looks before it charges, so that a refusal charges
/// nothing for a moment that another would be refused for. Only who loses a race between the two gives back, and then wakes whoever waits: every such
/// wake-up is paid for by a charge of somebody else that stands, so that those who are refused cannot go on waking each other.
/// </summary>
internal sealed class ChargePath(FreedNotice notice, params ByteAccount[] accounts)
{
    public bool TryCharge(long bytes)
    {
        var refused = ChargeAll(bytes);
        while (refused is not null)
        {
            // Registered first and tried again after: a discharge between the two would otherwise wake nobody.
            refused.RaiseWhenFreed(notice);
            var again = ChargeAll(bytes);
            if (again is null || again == refused)
            {
                return again is null;
            }

            refused = again;
        }

        return true;
    }

    public void Discharge(long bytes)
    {
        foreach (var account in accounts)
        {
            account.Discharge(bytes);
        }
    }

    private ByteAccount? ChargeAll(long bytes)
    {
        foreach (var account in accounts)
        {
            if (!account.HasRoom(bytes))
            {
                return account;
            }
        }

        for (var i = 0; i < accounts.Length; i++)
        {
            if (!accounts[i].TryCharge(bytes))
            {
                for (var undo = 0; undo < i; undo++)
                {
                    accounts[undo].Discharge(bytes);
                }

                return accounts[i];
            }
        }

        return null;
    }
}
