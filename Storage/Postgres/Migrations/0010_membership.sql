-- Who is in the cluster, where silos find each other through PostgreSQL. Orleans' provider reads its statements from
-- "orleansquery" on the search path and brings the parameters. A change of a member moves the cluster's version by
-- compare-and-set in the same statement; a heartbeat moves nothing else.

CREATE TABLE registry.cluster_versions (
  cluster text    PRIMARY KEY,
  version integer NOT NULL DEFAULT 0
);

CREATE TABLE registry.cluster_members (
  cluster       text        NOT NULL,
  address       text        NOT NULL,
  port          integer     NOT NULL,
  generation    integer     NOT NULL,
  siloname      text        NOT NULL,
  hostname      text        NOT NULL,
  status        integer     NOT NULL,
  proxyport     integer,
  suspecttimes  text,
  starttime     timestamptz NOT NULL,
  iamalivetime  timestamptz NOT NULL,
  PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE registry.orleansquery (
  querykey  text PRIMARY KEY,
  querytext text NOT NULL
);

INSERT INTO registry.orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $q$
  WITH added AS (
    INSERT INTO registry.cluster_versions (cluster) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
  SELECT count(*)::integer FROM added
$q$),
('InsertMembershipKey', $q$
  WITH turn AS (
    UPDATE registry.cluster_versions v SET version = v.version + 1
    WHERE v.cluster = @DeploymentId AND v.version = @Version
      AND NOT EXISTS (SELECT FROM registry.cluster_members m
                      WHERE m.cluster = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING v.cluster),
  added AS (
    INSERT INTO registry.cluster_members (cluster, address, port, generation, siloname, hostname, status, proxyport,
                                          starttime, iamalivetime)
    SELECT turn.cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort,
           @StartTime, @IAmAliveTime
    FROM turn
    RETURNING 1)
  SELECT count(*)::integer FROM added
$q$),
('UpdateMembershipKey', $q$
  WITH turn AS (
    UPDATE registry.cluster_versions v SET version = v.version + 1
    WHERE v.cluster = @DeploymentId AND v.version = @Version
      AND EXISTS (SELECT FROM registry.cluster_members m
                  WHERE m.cluster = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING v.cluster),
  changed AS (
    UPDATE registry.cluster_members m
    SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
    FROM turn
    WHERE m.cluster = turn.cluster AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    RETURNING 1)
  SELECT count(*)::integer FROM changed
$q$),
('UpdateIAmAlivetimeKey', $q$
  UPDATE registry.cluster_members SET iamalivetime = @IAmAliveTime
  WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$q$),
('MembershipReadRowKey', $q$
  SELECT v.cluster AS deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport,
         m.suspecttimes, m.starttime, m.iamalivetime, v.version
  FROM registry.cluster_versions v
  LEFT JOIN registry.cluster_members m
    ON m.cluster = v.cluster AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
  WHERE v.cluster = @DeploymentId
$q$),
('MembershipReadAllKey', $q$
  SELECT v.cluster AS deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport,
         m.suspecttimes, m.starttime, m.iamalivetime, v.version
  FROM registry.cluster_versions v
  LEFT JOIN registry.cluster_members m ON m.cluster = v.cluster
  WHERE v.cluster = @DeploymentId
$q$),
('GatewaysQueryKey', $q$
  SELECT address, proxyport, generation FROM registry.cluster_members
  WHERE cluster = @DeploymentId AND status = @Status AND proxyport > 0
$q$),
('CleanupDefunctSiloEntriesKey', $q$
  DELETE FROM registry.cluster_members
  WHERE cluster = @DeploymentId AND iamalivetime < @IAmAliveTime AND starttime < @IAmAliveTime AND status = 6
$q$),
('DeleteMembershipTableEntriesKey', $q$
  WITH members AS (DELETE FROM registry.cluster_members WHERE cluster = @DeploymentId)
  DELETE FROM registry.cluster_versions WHERE cluster = @DeploymentId
$q$);
