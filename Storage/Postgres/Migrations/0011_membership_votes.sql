-- Suspicions count as signs of life too: a dead silo that was suspected lately stays in the table as long as one that ran
-- lately. They are text that only the provider reads, so it picks the rows, and each goes only if it is still as it was read.
-- A change that carries an older heartbeat than the row's does not take the newer one back.

INSERT INTO registry.orleansquery (querykey, querytext) VALUES
('CleanupDefunctSiloEntryKey', $q$
  DELETE FROM registry.cluster_members
  WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND status = 6
    AND starttime = @StartTime AND iamalivetime = @IAmAliveTime
    AND coalesce(suspecttimes, '') = coalesce(@SuspectTimes, '')
$q$);

UPDATE registry.orleansquery SET querytext = $q$
  WITH turn AS (
    UPDATE registry.cluster_versions v SET version = v.version + 1
    WHERE v.cluster = @DeploymentId AND v.version = @Version
      AND EXISTS (SELECT FROM registry.cluster_members m
                  WHERE m.cluster = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING v.cluster),
  changed AS (
    UPDATE registry.cluster_members m
    SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = greatest(m.iamalivetime, @IAmAliveTime)
    FROM turn
    WHERE m.cluster = turn.cluster AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    RETURNING 1)
  SELECT count(*)::integer FROM changed
$q$ WHERE querykey = 'UpdateMembershipKey';
